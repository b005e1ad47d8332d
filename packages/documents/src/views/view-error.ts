/**
 * Why a region cannot be shown. `not_a_number`: a coordinate is none; `zero_area`: the box has no width or height; `outside`: it lies
 * beyond the view; `full_frame`: it is the view itself; `bad_sector`: no such sector; `bad_units`: pixels where 0–1 was promised.
 */
export type ViewErrorCode =
  | 'not_a_number'
  | 'zero_area'
  | 'outside'
  | 'full_frame'
  | 'bad_sector'
  | 'bad_units';

/** A refusal that says, in Russian, what the view really is and what to ask for instead. */
export class ViewError extends Error {
  override readonly name = 'ViewError';
  readonly code: ViewErrorCode;

  constructor(code: ViewErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
