import type { PersonItemView } from '@linli/shared/people/people.schema'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { usePeopleLabels, type KnownPerson } from './use-people-labels'
import './staff-polls.scss'

interface ElectorsPartProps {
  readonly title?: string
  /** What one of them is called. */
  readonly noun?: string
  readonly ids: readonly string[]
  /** Whom they are, where the server has told. */
  readonly known?: readonly KnownPerson[]
  readonly onChange: (ids: readonly string[]) => void
}

/** Residents named one by one: who represents the others, or who is asked to come. */
export function ElectorsPart({
  title = '居民代表',
  noun = '代表',
  ids,
  known = [],
  onChange,
}: ElectorsPartProps) {
  const { labelOf, pick } = usePeopleLabels(known)
  const add = ({ id, maskedName }: PersonItemView) => {
    pick(id, maskedName)
    if (!ids.includes(id)) onChange([...ids, id])
  }
  return (
    <>
      <SectionTitle title={title} note={`${ids.length} 人`} />
      <Surface>
        {ids.map((id, index) => (
          <ListRow
            key={id}
            icon="people"
            title={labelOf(id) ?? `第 ${index + 1} 位${noun}`}
            action={
              <Button
                kind="plain"
                label={`去掉${labelOf(id) ?? `第 ${index + 1} 位${noun}`}`}
                onTap={() => onChange(ids.filter((one) => one !== id))}
              >
                去掉
              </Button>
            }
          />
        ))}
        <Box className="setup-picker">
          <PersonPicker id="setup-elector" except="" chosen={undefined} onPick={add} />
        </Box>
      </Surface>
    </>
  )
}
