import type { Scope } from '../contract/scope.ts'
import type { Cube } from '../cube/cube.ts'
import type { Context } from './context.ts'

/**
 * What `read` finds in a county, read once for each revision of its cases however often it is asked for. It must depend on
 * nothing of the scope but the county. Read after the revision is known, it may hold what came later, never less.
 */
export function onceARevision<Found>(read: (ctx: Context, scope: Scope) => Promise<Found>): (ctx: Context, scope: Scope) => Promise<Found> {
  const known = new WeakMap<Cube, { revision: number; found: Promise<Found> }>()
  return async (ctx, scope) => {
    const { cube, revision } = await ctx.cubes.get(scope)
    const held = known.get(cube)
    if (held?.revision === revision) return held.found
    const found = read(ctx, scope)
    known.set(cube, { revision, found })
    // what failed is read anew by whoever asks next
    found.catch(() => known.get(cube)?.found === found && known.delete(cube))
    return found
  }
}
