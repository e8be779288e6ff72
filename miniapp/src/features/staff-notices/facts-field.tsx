import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { TextField } from '@/ui/text-field'
import type { NoticeForm } from './notice-form'

const MOST = 6
type Fact = NoticeForm['facts'][number]

interface FactsFieldProps {
  readonly facts: readonly Fact[]
  readonly error: string | undefined
  readonly onChange: (facts: Fact[]) => void
}

/** 要点: the few lines a resident sees first; a number makes the line a call. */
export function FactsField({ facts, error, onChange }: FactsFieldProps) {
  const set = (index: number, part: Partial<Fact>) =>
    onChange(facts.map((fact, at) => (at === index ? { ...fact, ...part } : fact)))
  return (
    <Box role="group" label="要点" className="facts-field">
      <Box className="facts-field__title">要点，居民先看到这几行</Box>
      {facts.map((fact, index) => (
        <Box key={index} className="facts-field__row">
          <TextField
            id={`fact-name-${index}`}
            label="名称"
            maxLength={10}
            value={fact.label}
            onChange={(label) => set(index, { label })}
          />
          <TextField
            id={`fact-value-${index}`}
            label="内容"
            maxLength={100}
            value={fact.value}
            onChange={(value) => set(index, { value })}
          />
          {fact.label.includes('联系') && (
            <TextField
              id={`fact-phone-${index}`}
              label="电话"
              kind="phone"
              maxLength={20}
              value={fact.phone ?? ''}
              onChange={(phone) => set(index, { phone })}
            />
          )}
          <Button
            kind="plain"
            small
            narrow
            icon="close"
            label={`去掉要点 ${fact.label}`}
            onTap={() => onChange(facts.filter((_, at) => at !== index))}
          >
            去掉
          </Button>
        </Box>
      ))}
      <FieldError id="facts">{error}</FieldError>
      {facts.length < MOST && (
        <Button kind="plain" icon="plus" onTap={() => onChange([...facts, { label: '', value: '' }])}>
          加一条要点
        </Button>
      )}
    </Box>
  )
}
