/** Why there is no gateway, and whether trying again with the same environment can help. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly kind: 'wrong-token' | 'refused' | 'logins-used-up' | 'unreachable' | 'unexpected' | 'taken';

  constructor(kind: GatewayError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
