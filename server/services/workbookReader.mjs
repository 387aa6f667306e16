// A process of its own does not inherit the loader of TypeScript.
import { register } from 'tsx/esm/api'

register()
await import('./workbookReader.ts')
