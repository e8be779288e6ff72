/** `周**` of `周**，锦和苑 3 号楼 2 单元业主`: in a sentence to the family the name says who it is. */
export const nameIn = (label: string): string => label.split('，', 1)[0] ?? label
