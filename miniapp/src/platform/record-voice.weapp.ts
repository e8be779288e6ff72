import Taro from '@tarojs/taro'
import { VoiceRefused, type Recording, type VoiceNote } from './record-voice.types'

/** Speech needs no more: 16 kHz, one channel, a few hundred kilobytes a minute. */
const sound = { format: 'mp3', sampleRate: 16_000, numberOfChannels: 1, encodeBitRate: 48_000 } as const

export const canRecord = (): boolean => true

/** WeChat asks for the microphone itself and has one recorder for the whole app. */
export function recordVoice(mostSeconds: number): Recording {
  const recorder = Taro.getRecorderManager()
  const done = new Promise<VoiceNote>((resolve, reject) => {
    recorder.onStop(({ tempFilePath, duration }) =>
      resolve({
        file: { url: tempFilePath, name: '语音.mp3', source: tempFilePath },
        seconds: Math.min(mostSeconds, Math.max(1, Math.round(duration / 1000))),
      }),
    )
    recorder.onError((cause) => reject(new VoiceRefused('recorder refused', { cause })))
    recorder.start({ ...sound, duration: mostSeconds * 1000 })
  })
  return { done, stop: () => recorder.stop() }
}
