import { describe, expect, it } from 'vitest';
import { canOpenBrowser, isRemoteSession, webAddress } from '../../src/terminal/browser.ts';

describe('browser', () => {
	it('opens http and https only, without a password', () => {
		expect(webAddress('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000/');
		expect(webAddress('https://grafana.example/d/x?a=$(id)')).toBe('https://grafana.example/d/x?a=$(id)');
		for (const url of ['javascript:alert(1)', 'file:///etc/passwd', '-x', '', 'http://user:secret@host/']) {
			expect(() => webAddress(url)).toThrow(/Only an http or https address/);
		}
	});

	it('never tells a password in its error', () => {
		expect(() => webAddress('http://user:secret@host/')).not.toThrow(/secret/);
	});

	it('knows a session from elsewhere, and a machine without a display', () => {
		expect(isRemoteSession({ SSH_CONNECTION: '10.0.0.1 22 10.0.0.2 22' })).toBe(true);
		expect(isRemoteSession({})).toBe(false);
		expect(canOpenBrowser({ DISPLAY: ':0' }, 'linux')).toBe(true);
		expect(canOpenBrowser({ DISPLAY: ':0', SSH_TTY: '/dev/pts/1' }, 'linux')).toBe(false);
		expect(canOpenBrowser({}, 'linux')).toBe(false);
		expect(canOpenBrowser({}, 'darwin')).toBe(true);
	});
});
