const WIDE = /[\uFF01-\uFF5E\u3000]/
const WIDE_ALL = /[\uFF01-\uFF5E\u3000]/g
const WIDE_WORD = /[０-９Ａ-Ｚａ-ｚ]/g

/** Full-width letters, digits and marks as ASCII. */
export function halfWidth(text: string): string {
  if (!WIDE.test(text)) return text
  return text.replace(WIDE_ALL, (char) => (char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0)))
}

/** Full-width letters and digits as ASCII; Chinese punctuation stays. */
export function halfWidthWords(text: string): string {
  return text.replace(WIDE_WORD, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

/** Half-width and without any blank: the form that values are compared in. */
export function squeeze(text: string): string {
  return halfWidth(text).replace(/[\s\u200B-\u200F\uFEFF]+/g, '')
}

/** A cell as text without the tabs, apostrophes and invisible marks that exports put around it. */
export function clean(text: string): string {
  const trimmed = text.trim()
  return /[\u200B-\u200F\uFEFF]|^'/.test(trimmed) ? trimmed.replace(/^'|[\u200B-\u200F\uFEFF]/g, '').trim() : trimmed
}

/** "As above" in its many forms. */
export function isDitto(text: string): boolean {
  if (text.length === 0 || text.length > 4) return false
  return /^(同上|同前|上同|[〃″”“"''＂]{1,2}|、、|‖|ditto|do\.?)$/i.test(text.trim())
}

/** What clerks write for "nothing". */
export function isNothing(text: string): boolean {
  return text === '' || /^([/\\\-—–－_.·*]+|无|没有|否|暂无|不涉及|n\/?a|nil|none|null|nan)$/i.test(text)
}
