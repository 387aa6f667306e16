/** A sentence for people, in both languages of the product. Every message that a person can meet is one. */
export interface Say {
  zh: string
  en: string
}

export type Language = keyof Say
