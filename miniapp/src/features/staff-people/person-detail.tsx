import { StaffConsole } from '@/features/staff-shell/staff-console'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { PersonCard } from './person-card'
import { usePerson } from './queries'
import './staff-people.scss'

/** One person on a phone: the same parts as the side panel, as a page. */
export function PersonDetail({ id }: { readonly id: string }) {
  const query = usePerson(id)
  return (
    <StaffConsole
      title="居民"
      heading={query.data === undefined}
      inside
      current="people"
      backTo="/packages/staff-space/people"
    >
      <QueryView query={query}>
        {(card) => (
          <>
            <PageTitle>{card.maskedName}</PageTitle>
            <PersonCard card={card} />
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
