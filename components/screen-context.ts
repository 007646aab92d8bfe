import { createContext } from 'react';
import type { OverlayLayer } from '../src/terminal/layers.ts';
import type { Screen } from '../src/terminal/screen.ts';

/** The screen that canvases draw on; null where there is none, and they render ordinary text. */
export const ScreenContext = createContext<Screen | null>(null);

/** The overlay around a component, if there is one. */
export const OverlayContext = createContext<OverlayLayer | undefined>(undefined);
