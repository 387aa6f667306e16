import { isAbsolute, join } from 'node:path'

/** Files of source.json are relative to its folder. */
export function layerPath(folder: string, file: string): string {
  return isAbsolute(file) ? file : join(folder, file)
}
