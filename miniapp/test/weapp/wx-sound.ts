import type { Phone } from './phone'
import type { Answers } from './wx-answer'
import { putAway } from './wx-network'

type Listener<T> = (value: T) => void

/** The one recorder of the app and its players: what the person says next stands in `phone.sounds`. */
export function createSound(phone: Phone, { guard }: Pick<Answers, 'guard'>): Record<string, unknown> {
  let stopped: Listener<{ tempFilePath: string; duration: number }> = () => undefined
  let failed: Listener<{ errMsg: string }> = () => undefined
  const called = (name: string, options?: unknown) => void phone.calls.push({ name, options })
  const recorder = {
    onStop: (listener: typeof stopped) => void (stopped = listener),
    onError: (listener: typeof failed) => void (failed = listener),
    start: (options: object) => called('recorder.start', options),
    stop() {
      called('recorder.stop')
      const said = phone.sounds.shift()
      if (said === undefined) {
        guard(() => failed({ errMsg: 'operateRecorder:fail auth deny' }))
        return
      }
      const { file, seconds } = said
      void putAway(phone, file).then((tempFilePath) =>
        guard(() => stopped({ tempFilePath, duration: seconds * 1000 })),
      )
    },
  }
  return {
    getRecorderManager: () => recorder,
    createInnerAudioContext: () => ({
      src: '',
      onEnded: () => undefined,
      onError: () => undefined,
      play() {
        called('audio.play', this.src)
      },
      stop: () => called('audio.stop'),
      destroy: () => called('audio.destroy'),
    }),
  }
}
