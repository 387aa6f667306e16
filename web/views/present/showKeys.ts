/** What a key says to a presentation. Clickers send PageDown and PageUp, some of them F5 and `b` or a full stop. */
export type Said =
  | { do: 'next' | 'back' | 'first' | 'last' | 'black' | 'leave' | 'pen' | 'eraser' | 'undo' | 'clear' | 'notes' | 'whole' | 'help' | 'go' }
  | { do: 'digit'; digit: string }

const KEYS: Record<string, Said['do']> = {
  ArrowRight: 'next', ArrowDown: 'next', PageDown: 'next', ' ': 'next',
  ArrowLeft: 'back', ArrowUp: 'back', PageUp: 'back', Backspace: 'back',
  Home: 'first', End: 'last', Enter: 'go', Escape: 'leave',
  b: 'black', '.': 'black', p: 'pen', e: 'eraser', z: 'undo', x: 'clear', n: 'notes', f: 'whole', '?': 'help',
}

/** Keys that whatever holds the focus needs for itself, by what it is. */
const TYPING = 'input, textarea, select, [contenteditable], [role="combobox"], [role="spinbutton"], [role="listbox"]'
const MOVING = '[role="tab"], [role="radio"], [role="slider"], [role="menuitem"], [role="option"], [role="gridcell"]'
const PRESSING = 'button, a[href], summary'
const PRESSED: readonly string[] = [' ', 'Enter']
const ALWAYS: readonly string[] = ['PageDown', 'PageUp']

/** Null where the key is none of the presentation's: with a modifier, or where somebody types or chooses. */
export function said(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>): Said | null {
  const { key, ctrlKey, metaKey, altKey } = event
  if (ctrlKey || metaKey || altKey) return null
  const at = event.target instanceof Element ? event.target : null
  if (at?.closest(TYPING) && key !== 'Escape') return null
  if (at?.closest(MOVING) && !ALWAYS.includes(key) && !/^[a-z]$/i.test(key) && key !== 'Escape') return null
  if (at?.closest(PRESSING) && PRESSED.includes(key)) return null
  if (/^\d$/.test(key)) return { do: 'digit', digit: key }
  const found = KEYS[key] ?? KEYS[key.toLowerCase()]
  return found && found !== 'digit' ? { do: found } : null
}
