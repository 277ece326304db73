/** Loaded into a bot by `--import`: prints every name it looks up and every address it connects to. */
import { Socket } from 'node:net';

const { connect } = Socket.prototype;

Socket.prototype.connect = function connectAndTell(this: Socket, ...args: unknown[]): Socket {
  this.on('lookup', (_error, _address, _family, host) => tell(host));
  this.on('connectionAttempt', (ip, port) => tell(`${ip}:${port}`));
  return Reflect.apply(connect, this, args);
};

function tell(where: string): void {
  process.stderr.write(`connects to ${where}\n`);
}
