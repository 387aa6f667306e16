import { badField } from '../access/faults.ts'
import { makeDevice, type DeviceDraft } from '../access/devices.ts'
import type { Device, DeviceList, DeviceMade } from '../contract/accounts.ts'
import type { Actor } from '../contract/scope.ts'
import { deviceRows, type DeviceRow } from '../store/devices.ts'
import type { Context } from './context.ts'
import { checkArea } from './postPlaces.ts'
import { areaNames } from './postWords.ts'

export async function listDevices(ctx: Context): Promise<DeviceList> {
  return { devices: await Promise.all((await deviceRows(ctx.db)).map((row) => shown(ctx, row))) }
}

export async function addDevice(ctx: Context, by: Actor, draft: DeviceDraft): Promise<DeviceMade> {
  const level = await checkArea(ctx, draft.area)
  if (level === 'grid' || level === 'group') throw badField('area', '大屏的辖区到村（社区）为止', 'The area of a screen wall is a village or wider')
  const { device, token } = await makeDevice(ctx.db, by, draft, new Date(ctx.now()))
  return { device: await shown(ctx, device), token }
}

async function shown(ctx: Context, { id, name, area, came_from, made_at, seen_at }: DeviceRow): Promise<Device> {
  return { id, name, area, ...(await areaNames(ctx, area)), from: came_from, madeAt: made_at.toISOString(), lastSeenAt: seen_at?.toISOString() ?? null }
}
