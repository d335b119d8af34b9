/**
 * The data that passes between the parts, in the order in which it flows:
 * Framework, Answers → Assessment → Plan. All of it is plain, complete and read-only, and can be written as JSON.
 *
 * Ids: a condition is `curriculum`-like; a question or action is `CONDITION.QUESTION`, `CONDITION.ACTION`, or
 * `plan.ACTION` where it belongs to no condition. Levels are ranks from 0. Dates are YYYY-MM-DD; days count from 0 at
 * the plan's start, both ends included. A field is never absent: null or an empty list says that there is nothing.
 */
export * from './framework.js';
export * from './repeats.js';
export * from './answers.js';
export * from './plan.js';
export * from './amounts.js';
export * from './copy-keys.js';
