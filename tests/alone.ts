/**
 * Tests that put another module in the place of one of ours, each in a process of its own. All others of a worker share
 * the modules that they import, which takes half as long.
 */
export const ALONE = [
  'tests/server/access/sameWork.test.ts',
  'tests/web/stores/conditions.test.ts',
  'tests/web/views/comparison.test.ts',
  'tests/web/views/timeline.test.ts',
]
