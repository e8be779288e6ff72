/** Says a sentence in Chinese; undefined where the browser has no voice. A newer sentence ends the one before. */
export const sayAloud: ((sentence: string) => void) | undefined =
  typeof window !== 'undefined' && 'speechSynthesis' in window
    ? (sentence) => {
        const words = new SpeechSynthesisUtterance(sentence)
        words.lang = 'zh-CN'
        words.rate = 0.9
        window.speechSynthesis.cancel()
        window.speechSynthesis.speak(words)
      }
    : undefined
