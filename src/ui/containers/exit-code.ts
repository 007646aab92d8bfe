const meanings: Readonly<Record<number, string>> = {
	0: 'ended by itself',
	1: 'failed',
	2: 'failed: wrong usage',
	125: 'the engine could not run it',
	126: 'its command cannot be executed',
	127: 'its command was not found',
	129: 'hung up (SIGHUP)',
	130: 'interrupted (SIGINT)',
	131: 'quit (SIGQUIT)',
	132: 'illegal instruction (SIGILL)',
	134: 'aborted (SIGABRT)',
	135: 'bus error (SIGBUS)',
	136: 'arithmetic error (SIGFPE)',
	137: 'killed (SIGKILL)',
	139: 'segmentation fault (SIGSEGV)',
	141: 'wrote to a closed pipe (SIGPIPE)',
	143: 'asked to end (SIGTERM)',
	255: 'failed',
};

/** What an exit code means in words: the shell's own codes, and 128 + the number of the signal that ended it. */
export const exitMeaning = (code: number): string =>
	meanings[code] ?? (code > 128 && code <= 192 ? `ended by signal ${code - 128}` : 'failed');
