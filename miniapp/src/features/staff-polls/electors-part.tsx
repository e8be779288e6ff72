import type { PersonItemView } from '@linli/shared/people/people.schema'
import { useState } from 'react'
import { PersonPicker } from '@/features/staff-people/person-picker'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ListRow } from '@/ui/list-row'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'

interface ElectorsPartProps {
  readonly ids: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
}

/** Who represents the residents: named one by one. */
export function ElectorsPart({ ids, onChange }: ElectorsPartProps) {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const add = ({ id, maskedName }: PersonItemView) => {
    setNames((known) => ({ ...known, [id]: maskedName }))
    if (!ids.includes(id)) onChange([...ids, id])
  }
  return (
    <>
      <SectionTitle title="居民代表" note={`${ids.length} 人`} />
      <Surface>
        {ids.map((id, index) => (
          <ListRow
            key={id}
            icon="people"
            title={names[id] ?? `第 ${index + 1} 位代表`}
            action={
              <Button
                kind="plain"
                label={`去掉${names[id] ?? `第 ${index + 1} 位代表`}`}
                onTap={() => onChange(ids.filter((known) => known !== id))}
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
