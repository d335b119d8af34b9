/** How often a property is tried: a few times on each run, and many more in the long one (`npm run test:long`). */

/** Rounds for one property: as many as a usual run has time for, or ten times that, unless told, in the long run. */
export function rounds(usual: number, long = usual * 10): number {
  return (globalThis as { isLongRun?: boolean }).isLongRun === true ? long : usual;
}
