/** What is to be scheduled, and what comes out. Knows nothing of who asks. Days are whole numbers that count from 0. */

/** The days on which one activity may be worked. Both functions are pure and do not fall as the day rises. */
export interface WorkCalendar {
  /** The first day, that day or later, on which it may start; Infinity where there is none. `next(next(day))` is `next(day)`. */
  readonly next: (day: number) => number;
  /** Its last day if it starts on that one, at least `day + days - 1`; Infinity where it could not end. */
  readonly finish: (day: number) => number;
}

/** So much of a resource is taken on each day from the activity's first to its last. */
export interface Demand {
  /** Index into the problem's `capacities`. */
  readonly resource: number;
  /** A whole number, 0 or more. */
  readonly amount: number;
}

/** What an activity takes on days that hang on its start. */
export interface Besides {
  /** Index into the problem's `capacities`. */
  readonly resource: number;
  /** A whole number, 0 or more. */
  readonly amount: number;
  /**
   * First and last day of each stretch, both included, if the activity starts on that day. A pure function. The stretches do not
   * overlap; those of another entry and the activity's own days may, and then both are taken.
   */
  readonly stretches: (start: number) => readonly { readonly start: number; readonly finish: number }[];
}

/** A piece of work that is not interrupted, but for what its calendar says. */
export interface Activity {
  /** How long it takes, a whole number; 0 for a mere event, which finishes the day before it starts and takes nothing. */
  readonly days: number;
  /** Indices of the activities that must be finished before it starts. No circles. */
  readonly after: readonly number[];
  /** At most one entry a resource. */
  readonly demands: readonly Demand[];
  /**
   * What it takes besides, on days that hang on its start: later turns of it, or work that begins with it. It starts only where there
   * is room for all of them; what waits for it does not wait for them. Days beyond the horizon do not count, nor do those before 0.
   */
  readonly besides: readonly Besides[];
  /** What each day of a later finish costs, 0 or more. */
  readonly weight: number;
  /** Without one it may be worked on every day. */
  readonly calendar: WorkCalendar | null;
  /**
   * It starts on this day, before 0 perhaps, whatever capacity and calendar say (the others make do with what it leaves). Where
   * something that it waits for finishes too late, it starts as early afterwards as capacity and calendar allow.
   */
  readonly fixed: number | null;
  /** It does not start before this day. */
  readonly notBefore: number;
}

export interface SchedulingProblem {
  /** In the user's order, which decides ties. */
  readonly activities: readonly Activity[];
  /** What there is of each resource every day: whole numbers from 0 to 2^30 - 1. */
  readonly capacities: readonly number[];
  /** The last day, below 2^29. What cannot finish by then is beyond the horizon, and so is all that waits for it. */
  readonly horizon: number;
}

export interface Options {
  /** How many schedules are tried: at most 600 or 30,000, fewer above 30 activities, so that the work stays bounded; or so many as told. */
  readonly effort: 'normal' | 'high' | number;
  /** The order of a schedule that was in force before: tried first, and kept unless another is better. Need not name all. */
  readonly former: readonly number[] | null;
}

/** First and last day, both included; null where the activity is beyond the horizon. */
export type Dates = { readonly start: number; readonly finish: number } | null;

export interface Schedule {
  /** By activity. */
  readonly dates: readonly Dates[];
  /** All activities, in the order in which placing each as early as possible gives this schedule; a later `former`. */
  readonly order: readonly number[];
  /** The last finish, -1 where nothing is scheduled. */
  readonly lastFinish: number;
  /** No schedule finishes before this day; null where capacity does not carry everything to the horizon. */
  readonly lowerBound: number | null;
  /** Sum of weight times finish over what is scheduled. */
  readonly cost: number;
  /** How many schedules were tried. */
  readonly tried: number;
}
