/** Something that must be asked or corrected before the file can be imported. */
export interface Problem {
  code:
    | 'file_empty'
    | 'mapping_incomplete'
    | 'dates_ambiguous'
    | 'sheet_wanted'
    | 'currency_unknown'
    | 'needs_confirmation'
    | 'bad_input';
  message: string;
}

export const NOTHING_CHANGED = 'Nothing was changed';
