import type { OpinionEntryView } from '@linli/shared/opinions/opinions.parts.schema'
import { momentText } from '@linli/shared/time'
import { fileUrl } from '@/platform/client-name'
import { showPhotos } from '@/platform/show-photos'
import { Box } from '@/ui/box'
import { PhotoGrid } from '@/ui/photo-grid'
import { Timeline } from '@/ui/timeline'
import './opinions.scss'

interface EntryPhotosProps {
  readonly photos: OpinionEntryView['photos']
}

/** Thumbnails that open the photos in full. */
export function EntryPhotos({ photos }: EntryPhotosProps) {
  if (photos.length === 0) return null
  return (
    <PhotoGrid
      photos={photos.map((photo) => ({
        id: photo.id,
        url: fileUrl(photo.urls.thumb ?? photo.urls.view),
        state: 'done',
      }))}
      onOpen={(id) =>
        showPhotos(
          photos.map(({ urls }) => fileUrl(urls.view)),
          photos.findIndex((photo) => photo.id === id),
        )
      }
    />
  )
}

/** How it was beside how it is. */
function BeforeAndAfter({
  before,
  after,
}: {
  readonly before: EntryPhotosProps['photos']
  readonly after: EntryPhotosProps['photos']
}) {
  return (
    <Box className="before-after">
      <Box>
        <Box className="before-after__name">办理前</Box>
        <EntryPhotos photos={before} />
      </Box>
      <Box>
        <Box className="before-after__name">办理后</Box>
        <EntryPhotos photos={after} />
      </Box>
    </Box>
  )
}

interface OpinionTimelineProps {
  readonly entries: readonly OpinionEntryView[]
  /** `接下来：…`; nothing once everything is done. */
  readonly next: string
  readonly now?: Date
}

/** 办理经过: what comes next, then what happened, newest first. */
export function OpinionTimeline({ entries, next, now = new Date() }: OpinionTimelineProps) {
  const past = entries.map((entry, index) => ({
    id: entry.id,
    // A note is told apart by its mark; who wrote it stands in the title.
    title: entry.kind === 'note' ? (entry.by ?? entry.title) : entry.title,
    time: momentText(new Date(entry.at), now),
    kind: index === 0 ? ('now' as const) : ('past' as const),
    note: entry.kind === 'note' ? undefined : (entry.by ?? undefined),
    internal: entry.kind === 'note',
    quote:
      entry.text === null && entry.photos.length + entry.before.length === 0 ? undefined : (
        <>
          {entry.text !== null && <Box>{entry.text}</Box>}
          {entry.before.length === 0 ? (
            <EntryPhotos photos={entry.photos} />
          ) : (
            <BeforeAndAfter before={entry.before} after={entry.photos} />
          )}
        </>
      ),
  }))
  const first = next === '' ? [] : [{ id: 'next', title: next, kind: 'next' as const }]
  return <Timeline entries={[...first, ...past]} />
}
