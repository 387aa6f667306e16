import { shallowRef } from 'vue'

/** Something that happened and needs no answer. Errors stay until they are closed. */
export interface Toast {
  id: number
  tone: 'done' | 'error'
  text: string
}

const toasts = shallowRef<readonly Toast[]>([])
let lastId = 0

export function useToasts() {
  function tell(text: string, tone: Toast['tone'] = 'done') {
    const id = ++lastId
    if (!toasts.value.some((toast) => toast.text === text)) toasts.value = [...toasts.value, { id, tone, text }]
  }
  function close(id: number) {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }
  return { toasts, tell, close }
}
