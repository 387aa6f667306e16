/** The body of an answer that is made piece by piece: the next one only when the last was taken. */
export function bodyOf(pieces: AsyncGenerator<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(stream) {
        const { value, done } = await pieces.next()
        if (done) stream.close()
        else stream.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 1 },
  )
}
