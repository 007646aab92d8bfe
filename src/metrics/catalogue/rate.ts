/**
 * How fast counters grow, per second. Absent until the series is as old as the window: `rate` divides by the whole
 * window, also where a series is younger, and so tells too little in the first minute of an exporter or a container.
 */
export const rateOf = (selector: string): string => `(rate(${selector}[$window]) and ${selector} offset $window)`;
