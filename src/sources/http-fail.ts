import { AixclError } from '../errors.ts';
import type { Peer } from './http-peer.ts';

/** An error about a server, in its own code. */
export const failOf = ({ code }: Peer, message: string, hint: string) => new AixclError(message, { code, hint });
