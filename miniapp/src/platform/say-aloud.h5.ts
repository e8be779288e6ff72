const voice =
  typeof window !== 'undefined' && 'speechSynthesis' in window ? window.speechSynthesis : undefined

function spoken(words: string): SpeechSynthesisUtterance {
  const piece = new SpeechSynthesisUtterance(words)
  piece.lang = 'zh-CN'
  piece.rate = 0.9
  return piece
}

/** Says a sentence in Chinese; undefined where the browser has no voice. A newer sentence ends the one before. */
export const sayAloud: ((sentence: string) => void) | undefined =
  voice &&
  ((sentence) => {
    voice.cancel()
    voice.speak(spoken(sentence))
  })

/**
 * Reads lines one after the other, since browsers break off what takes longer than a quarter of a minute in one
 * piece. `onEnd` is called once, after the last line or when something else is said instead. What comes back ends
 * the reading.
 */
export const readAloud: ((lines: readonly string[], onEnd: () => void) => () => void) | undefined =
  voice &&
  ((lines, onEnd) => {
    let ended = false
    const end = () => {
      if (ended) return
      ended = true
      onEnd()
    }
    voice.cancel()
    const pieces = lines.map(spoken)
    pieces.forEach((piece, index) => {
      piece.onerror = end
      if (index === pieces.length - 1) piece.onend = end
      voice.speak(piece)
    })
    if (pieces.length === 0) end()
    return () => {
      end()
      voice.cancel()
    }
  })
