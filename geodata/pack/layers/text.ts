/** Encodings that we tell apart; names after the WHATWG Encoding Standard, as `TextDecoder` wants them. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'windows-1252' | (string & {})

/** Tells UTF-8 from GB18030 by strict decoding; windows-1252 is what is left when neither fits. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (decodes(bytes, 'utf-8')) return 'utf-8'
  return decodes(bytes, 'gb18030') ? 'gb18030' : 'windows-1252'
}

/** Text without its byte order mark. */
export function decodeText(bytes: Uint8Array, encoding: Encoding = detectEncoding(bytes)): string {
  return new TextDecoder(encoding).decode(bytes)
}

export function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

const CODE_PAGES: Record<string, Encoding> = {
  '936': 'gb18030',
  '54936': 'gb18030',
  '950': 'big5',
  '932': 'shift_jis',
  '949': 'euc-kr',
  '65001': 'utf-8',
}

/** Reads what a .cpg says: `936`, `GBK`, `UTF-8`, `ANSI 936`, `cp936`, `88591`; null when it names nothing known. */
export function encodingOfCpg(text: string): Encoding | null {
  const word = text.trim().toLowerCase().replace(/^(ansi|oem|cp|windows)[\s-]*/, '')
  const page = CODE_PAGES[word]
  if (page) return page
  if (/^125\d$/.test(word)) return `windows-${word}`
  const iso = /^(?:iso[\s-]*)?8859-?(\d{1,2})$/.exec(word)
  try {
    const label = new TextDecoder(iso ? `iso-8859-${iso[1]}` : word).encoding
    return label === 'gbk' ? 'gb18030' : label
  } catch {
    return null
  }
}

/**
 * Language driver ids of a DBF header (byte 29) that name a code page we trust. 0x57 ("current ANSI page of
 * the machine") and 0x00 say nothing, so they are not here.
 */
const LANGUAGE_IDS: Record<number, Encoding> = {
  0x4d: 'gb18030',
  0x7a: 'gb18030',
  0x4f: 'big5',
  0x78: 'big5',
  0x13: 'shift_jis',
  0x7b: 'shift_jis',
  0x4e: 'euc-kr',
  0x79: 'euc-kr',
  0xc8: 'windows-1250',
  0xc9: 'windows-1251',
}

export function encodingOfLanguageId(id: number): Encoding | null {
  return LANGUAGE_IDS[id] ?? null
}
