import { VOICE_SECONDS } from '@linli/shared/opinions/intake.limits'
import { useEffect, useRef, useState } from 'react'
import { canRecord, recordVoice } from '@/platform/record-voice'
import type { Recording } from '@/platform/record-voice.types'
import { sentenceOf } from '@/platform/error-words'
import type { Uploads } from '@/platform/use-uploads'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { SoundPlayer } from '@/ui/sound-player'
import './clip-field.scss'

interface VoiceFieldProps {
  readonly uploads: Uploads
  readonly seconds: number
  readonly error: string | undefined
  readonly onRecorded: (seconds: number) => void
}

const MOST = VOICE_SECONDS

/** 说给社区听: up to a minute, sent like a photo; offered only where the device can record. */
export function VoiceField({ uploads, seconds, error, onRecorded }: VoiceFieldProps) {
  const [recording, setRecording] = useState<Recording>()
  const [refused, setRefused] = useState(false)
  const live = useRef<Recording>()
  useEffect(() => () => live.current?.stop(), [])
  const [note] = uploads.items
  if (note === undefined && !canRecord()) return null
  const begin = async () => {
    const running = recordVoice(MOST)
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
    <Box className="clip-field">
      {note === undefined ? (
        <Button
          kind="outline"
          icon={recording === undefined ? 'voice-input' : 'stop'}
          onTap={() => (recording === undefined ? void begin() : recording.stop())}
        >
          {recording === undefined ? `说给社区听，最长 ${MOST} 秒` : '正在录音，说完点这里'}
        </Button>
      ) : (
        <>
          <SoundPlayer src={note.url} label={`语音，${seconds} 秒`} />
          <Box className="clip-field__acts">
            {note.state === 'failed' && (
              <Button kind="outline" small onTap={() => uploads.retry(note.id)}>
                没传上，再传一次
              </Button>
            )}
            {(note.state === 'queued' || note.state === 'uploading') && (
              <Box as="span">{`正在上传 ${Math.round(note.progress * 100)}%`}</Box>
            )}
            <Button kind="outline" small onTap={() => uploads.remove(note.id)}>
              不要这段语音
            </Button>
          </Box>
        </>
      )}
      <Box as="p" className="clip-field__note">
        只有您和社区工作人员能听，不会公开。不写字也可以，由工作人员整理
      </Box>
      <FieldError id="voice">
        {error ??
          (refused
            ? '没有录上音，请在设置里允许使用麦克风，或者写下来'
            : note?.state === 'failed' && note.error !== undefined
              ? sentenceOf(note.error)
              : undefined)}
      </FieldError>
    </Box>
  )
}
