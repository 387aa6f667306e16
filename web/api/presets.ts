import type { SettingsAnswer, SettingsChange } from '../../server/contract/settings.ts'
import { request, send, type Ask } from './client.ts'

function at(county: string, rest = ''): string {
  return `/counties/${encodeURIComponent(county)}/presets${rest}`
}

export const presetsApi = {
  read: (county: string, ask?: Ask) => request<SettingsAnswer>(at(county), ask),
  change: (county: string, version: number, change: SettingsChange) => request<SettingsAnswer>(at(county), send('PUT', { version, change })),
  holidays: (county: string, version: number, text: string, replace: boolean) => request<SettingsAnswer>(at(county, '/holidays'), send('PUT', { version, text, replace })),
}
