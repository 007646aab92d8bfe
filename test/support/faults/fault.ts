import type { Socket } from 'node:net';

/** A connection at the moment when a fault takes it over. */
export type Taken = {
	/** The client's end: nothing is passed on from or to it any more. */
	readonly near: Socket;
	/** The server's end, which has not been sent `request`. */
	readonly far: Socket;
	/** What the client has sent of the request that is taken over. */
	readonly request: Buffer;
	/** Gives the connection back as if nothing had been: the request is passed on now. */
	readonly passOn: () => void;
};

/** One way in which a server, or the way to it, can fail. */
export type Fault = {
	/** Such as `hangs`. */
	readonly name: string;
	/** Nobody listens meanwhile: a port that refuses or a socket that nobody serves any more, or one that is not there. */
	readonly closes?: 'refusing' | 'absent';
	/** What becomes of answers under way, such as a log that is followed: they are cut unless told otherwise. */
	readonly running?: 'reset' | 'hold' | 'keep';
	/** Takes over a connection with a request. What it returns is called when the fault is over; else the connection is cut. */
	readonly take: (taken: Taken) => (() => void) | undefined;
};
