import type { PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import { personUrl } from '@/features/staff-people/homes-part'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'

/** Who is left out of a published roll until staff have confirmed who they are, each with the way to do it. */
export function PendingPart({ poll }: { readonly poll: PollDeskView }) {
  const { people, roll, phase } = poll
  if (phase !== 'roll_published' || roll === null || people.length === 0) return null
  const more = roll.pending - people.length
  return (
    <>
      <SectionTitle
        title="身份没核对，不在名册上"
        note={more > 0 ? `${roll.pending} 人，先列 ${people.length} 人` : `${roll.pending} 人`}
      />
      <Surface label="身份没核对">
        {people.map(({ personId, label }) => (
          <ListRow key={personId} icon="people" title={label} to={personUrl(personId)} />
        ))}
      </Surface>
    </>
  )
}
