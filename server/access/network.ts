import { BlockList, isIP, isIPv4 } from 'node:net'

/** An IP address, or a network as `10.1.2.0/24`; null for anything else. */
export function parseNetwork(text: string): BlockList | null {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return null
  const list = new BlockList()
  const kind = family === 4 ? 'ipv4' : 'ipv6'
  if (bits === undefined) list.addAddress(address, kind)
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)) list.addSubnet(address, Number(bits), kind)
  else return null
  return list
}

/** An address as written in a network of its own kind: 127.0.0.1 for ::ffff:127.0.0.1. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  return mapped && isIPv4(mapped) ? mapped : address
}

/** Does the address lie in the network? An unknown one lies in none. */
export function liesIn(address: string | null, network: string): boolean {
  if (address === null) return false
  const plain = plainAddress(address)
  return parseNetwork(network)?.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6') ?? false
}
