import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { fileUrl } from '@/platform/client-name'
import { Box } from '@/ui/box'
import { SoundPlayer } from '@/ui/sound-player'

/** A spoken note with what was written down of it. */
export function SpokenNote({ voice }: { readonly voice: NonNullable<OpinionView['voice']> }) {
  return (
    <Box className="spoken-note">
      <SoundPlayer src={fileUrl(voice.file.urls.view)} label={`语音，${voice.seconds} 秒`} />
      {voice.transcript !== null && (
        <Box as="p" className="opinion-text">{`工作人员整理：${voice.transcript}`}</Box>
      )}
    </Box>
  )
}
