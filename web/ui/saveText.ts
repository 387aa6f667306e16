/** Hands a text to the person as a file. */
export function saveText(name: string, text: string, type: string) {
  saveBlob(name, new Blob([text], { type }))
}

export function saveBlob(name: string, content: Blob) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
