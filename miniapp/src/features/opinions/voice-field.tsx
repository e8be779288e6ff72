import { VOICE_SECONDS } from '@linli/shared/opinions/intake.limits'
import { useEffect, useRef, useState } from 'react'
import { canRecord, recordVoice } from '@/platform/record-voice'
import type { Recording } from '@/platform/record-voice.types'
import type { Uploads } from '@/platform/use-uploads'
import { Button } from '@/ui/button'
import { SoundPlayer } from '@/ui/sound-player'
import { ClipField } from './clip-field'

interface VoiceFieldProps {
  readonly uploads: Uploads
  readonly seconds: number
  readonly error: string | undefined
  readonly onRecorded: (seconds: number) => void
}

/** 说给社区听: up to a minute, sent like a photo; offered only where the device can record. */
export function VoiceField({ uploads, seconds, error, onRecorded }: VoiceFieldProps) {
  const [recording, setRecording] = useState<Recording>()
  const [refused, setRefused] = useState(false)
  const live = useRef<Recording>()
  useEffect(() => () => live.current?.stop(), [])
  if (uploads.items.length === 0 && !canRecord()) return null
  const begin = async () => {
    const running = recordVoice(VOICE_SECONDS)
    live.current = running
    setRefused(false)
    setRecording(running)
    try {
      const spoken = await running.done
      onRecorded(spoken.seconds)
      uploads.add([spoken.file])
    } catch {
      setRefused(true)
    } finally {
      live.current = undefined
      setRecording(undefined)
    }
  }
  return (
    <ClipField
      id="voice"
      uploads={uploads}
      offer={
        <Button
          kind="outline"
          icon={recording === undefined ? 'voice-input' : 'stop'}
          onTap={() => (recording === undefined ? void begin() : recording.stop())}
        >
          {recording === undefined ? `说给社区听，最长 ${VOICE_SECONDS} 秒` : '正在录音，说完点这里'}
        </Button>
      }
      name={`语音，${seconds} 秒`}
      player={({ url }, name) => <SoundPlayer src={url} label={name} />}
      drop="不要这段语音"
      note="只有您和社区工作人员能听，不会公开。不写字也可以，由工作人员整理"
      error={error ?? (refused ? '没有录上音，请在设置里允许使用麦克风，或者写下来' : undefined)}
    />
  )
}
