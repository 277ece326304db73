/** What somebody picked in an option, as Discord resolved it. */

export interface PickedChannel {
  readonly id: string;
  readonly type: number;
  /** What the bot itself may do there, as a bit set; undefined when Discord did not say. */
  readonly appPermissions: bigint | undefined;
}

export interface PickedRole {
  readonly id: string;
  /** Anybody may mention it; for others the bot needs Mention Everyone. */
  readonly isMentionable: boolean;
}

/** A file somebody gave with a command, as Discord describes it. */
export interface PickedFile {
  readonly name: string;
  readonly url: string;
  readonly sizeBytes: number;
}
