import { Box } from './box'
import { Icon } from './icon'
import { Tap } from './tap'
import { TextInput } from './text-input'

interface SearchFieldProps {
  readonly id: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onSubmit?: (() => void) | undefined
  /** What can be searched for: `编号、地点、内容`. */
  readonly placeholder: string
}

/** Search box with a button that empties it. */
export function SearchField({ id, value, onChange, onSubmit, placeholder }: SearchFieldProps) {
  return (
    <Box role="search" label={`搜索${placeholder}`} className="search-field">
      <Icon name="search" size="s" />
      <TextInput
        id={id}
        kind="search"
        value={value}
        onChange={onChange}
        onSubmit={onSubmit}
        placeholder={placeholder}
        label={`搜索${placeholder}`}
        maxLength={50}
      />
      {value !== '' && (
        <Tap className="search-field__clear" label="清空" onTap={() => onChange('')}>
          <Icon name="close" size="xs" />
        </Tap>
      )}
    </Box>
  )
}
