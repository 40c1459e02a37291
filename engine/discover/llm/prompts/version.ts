/** Version of the prompts in this folder; part of what is asked, so that transcripts tell which ones they were. */
export const PROMPTS_VERSION = 1;
