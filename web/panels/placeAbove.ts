/** What a place lies in, from its path: without itself, and without the county where something nearer tells. */
export function placeAbove(path: string): string {
  const above = path.split(' / ').slice(0, -1)
  return above.slice(above.length > 1 ? 1 : 0).join(' / ')
}
