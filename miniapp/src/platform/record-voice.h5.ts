import { VoiceRefused, type Recording, type VoiceNote } from './record-voice.types'

/** Containers the server takes, in the order of preference. */
const kinds = ['audio/webm;codecs=opus', 'audio/mp4'] as const

const kindHere = (): string | undefined =>
  typeof MediaRecorder === 'undefined' ? undefined : kinds.find((kind) => MediaRecorder.isTypeSupported(kind))

/** A browser records where it can, on a safe address; elsewhere nothing is offered. */
export const canRecord = (): boolean =>
  typeof navigator !== 'undefined' && 'mediaDevices' in navigator && kindHere() !== undefined

export function recordVoice(mostSeconds: number): Recording {
  let end = () => {}
  let stopped = false
  const run = async (): Promise<VoiceNote> => {
    const mimeType = kindHere()
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch((cause: unknown) => {
      throw new VoiceRefused('no microphone', { cause })
    })
    const recorder = new MediaRecorder(stream, { ...(mimeType !== undefined && { mimeType }) })
    const parts: Blob[] = []
    return new Promise((resolve, reject) => {
      const began = performance.now()
      const timer = setTimeout(() => recorder.stop(), mostSeconds * 1000)
      recorder.ondataavailable = ({ data }) => parts.push(data)
      recorder.onerror = () => reject(new VoiceRefused('recorder failed'))
      recorder.onstop = () => {
        clearTimeout(timer)
        for (const track of stream.getTracks()) track.stop()
        const source = new Blob(parts, { type: recorder.mimeType })
        const seconds = Math.round((performance.now() - began) / 1000)
        const name = recorder.mimeType.includes('mp4') ? '语音.m4a' : '语音.webm'
        resolve({
          file: { url: URL.createObjectURL(source), name, source },
          seconds: Math.min(mostSeconds, Math.max(1, seconds)),
        })
      }
      end = () => recorder.state !== 'inactive' && recorder.stop()
      recorder.start()
      if (stopped) end()
    })
  }
  return {
    done: run(),
    stop: () => {
      stopped = true
      end()
    },
  }
}
