import { isAbsent, refuses } from '../../../support/faults/closed.ts';
import { cutsAfter, halfCloses, promisesTooLittle, promisesTooMuch, resetsAfter } from '../../../support/faults/cut.ts';
import type { Fault } from '../../../support/faults/fault.ts';
import { bombs, floods } from '../../../support/faults/large.ts';
import { hangs, stopsAfter, swallows } from '../../../support/faults/silent.ts';
import { delays, drips } from '../../../support/faults/slow.ts';
import {
	alerts,
	answersHalf,
	answersNoise,
	answersOtherJson,
	babbles,
	redirects,
	refusesWith,
	showsWebPage,
} from '../../../support/faults/wrong.ts';

/** A fault, and what is to be said of it where it strikes Prometheus, and where it strikes the engine. */
export type Kind = { readonly fault: Fault; readonly prometheus: RegExp; readonly engine: RegExp };

const late = /did not answer within 3 s/;
const cut = /cut the connection/;
const noHttp = /does not speak HTTP/;
const noEngine = /does not answer like a container engine/;

const kind = (fault: Fault, prometheus: RegExp, engine = prometheus): Kind => ({ fault, prometheus, engine });

/** Everything that makes a server useless. */
export const kinds: readonly Kind[] = [
	kind(refuses, /refused the connection/, /refuses connections/),
	kind(hangs, late),
	kind(cutsAfter(0), cut),
	kind(babbles, noHttp),
	kind(refusesWith(500, 'Internal Server Error'), /answered with status 500/, /reports an error \(500\)/),
	kind(answersOtherJson, /not like Prometheus/, noEngine),
	// On a busy machine the deadline may come first.
	kind(floods(64), /more than 8 MiB|did not answer within/, /more than \d+ MiB|did not answer within/),
	kind(resetsAfter(300), cut),
	kind(swallows, late),
	kind(stopsAfter(0), late),
	kind(stopsAfter(300), late),
	kind(delays(4000), late),
	kind(drips(1, 200), late),
	kind(drips(300, 1000), late),
	kind(cutsAfter(300), cut),
	kind(resetsAfter(0), cut),
	kind(halfCloses, cut),
	kind(promisesTooMuch, cut),
	kind(promisesTooLittle, /not like Prometheus|does not speak HTTP/, noEngine),
	kind(answersNoise, /not like Prometheus/, noEngine),
	kind(alerts, noHttp),
	kind(refusesWith(401, 'Unauthorized'), /asks for a user/, /forbids this \(401\)/),
	kind(refusesWith(404, 'Not Found'), /no Prometheus API/, /no such container: Not Found/),
	kind(refusesWith(503, 'Service Unavailable'), /is starting/, /reports an error \(503\)/),
	kind(redirects, /redirects to http:\/\/elsewhere\.invalid/, /sends its caller elsewhere/),
	kind(showsWebPage, /a web page/, noEngine),
	kind(answersHalf, /cut off or malformed/, noEngine),
	kind(bombs(1024), /more than 8 MiB|did not answer within/, noEngine),
];

/** What only a socket of the file system can do. */
export const absent: Kind = kind(isAbsent, /./, /No container engine listens/);
