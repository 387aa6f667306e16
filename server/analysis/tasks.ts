/** What threads can be asked for: by name, one input that can be cloned, one output. */
export const TASKS = {}
export type Tasks = typeof TASKS
