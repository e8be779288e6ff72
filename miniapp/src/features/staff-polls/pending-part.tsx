import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { leftOutLabel, leftOutTitle } from '@linli/shared/polls/polls.kinds'
import { useState } from 'react'
import { personUrl } from '@/features/staff-people/homes-part'
import { ListRow } from '@/ui/list-row'
import { MoreRows } from '@/ui/more-rows'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'

const PAGE = 10

/** Who is left out of a published roll, each with the reason and the way to whoever it is. */
export function PendingPart({ poll }: { readonly poll: PollDeskView }) {
  const { people, roll, phase } = poll
  const [shown, setShown] = useState(PAGE)
  if (phase !== 'roll_published' || roll === null || people.length === 0) return null
  const title = `${leftOutTitle(poll.draft.setup.electorate)}的人`
  const listed = roll.pending > people.length ? `，先列 ${people.length} 人` : ''
  return (
    <>
      <SectionTitle title={title} note={`${roll.pending} 人${listed}`} />
      <Surface label={title}>
        {people.slice(0, shown).map(({ personId, label, reason }) => (
          <ListRow
            key={personId}
            icon="people"
            title={label}
            detail={reason && leftOutLabel[reason]}
            {...(reason !== 'gone' && { to: personUrl(personId) })}
          />
        ))}
      </Surface>
      {shown < people.length && <MoreRows onTap={() => setShown(shown + PAGE)} />}
    </>
  )
}
