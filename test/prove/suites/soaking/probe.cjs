// Loaded into the program before its own code: on SIGUSR2 it writes what the program holds on to.
const { EventEmitter } = require('node:events');
const { appendFileSync, readdirSync } = require('node:fs');
const v8 = require('node:v8');
const { runInNewContext } = require('node:vm');

v8.setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const { init } = EventEmitter;
let born = new Set();
let old;

// Who was there at the first sample is watched for listeners that pile up; whoever comes later is counted only.
EventEmitter.init = function initWatched(options) {
	born?.add(new WeakRef(this));
	return init.call(this, options);
};

const listenersOf = emitter => emitter.eventNames().reduce((count, name) => count + emitter.listenerCount(name), 0);

const sample = () => {
	old ??= [...born, new WeakRef(process)];
	born = undefined;
	old = old.filter(reference => reference.deref());
	const resources = process.getActiveResourcesInfo();
	const { rss, heapUsed } = process.memoryUsage();
	const figures = {
		rss,
		heap: heapUsed,
		descriptors: readdirSync('/proc/self/fd').length - 1,
		timers: resources.filter(name => name === 'Timeout').length,
		resources: resources.length,
		listeners: old.reduce((count, reference) => count + listenersOf(reference.deref()), 0),
		emitters: v8.queryObjects(EventEmitter, { format: 'count' }),
		signals: v8.queryObjects(AbortSignal, { format: 'count' }),
	};
	appendFileSync(process.env.AIXCL_SOAKING_FILE, `${JSON.stringify(figures)}\n`);
};

process.on('SIGUSR2', () => {
	collect();
	setTimeout(() => {
		collect();
		sample();
	}, 50).unref();
});
