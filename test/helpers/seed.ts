/** Every property test begins with the same seed, so that a run that fails can be run again. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 20270701 });
