/* Where the reference tables are: --share, else $H12_SHARE, else beside the binary, else the
 * installed folder. */
#ifndef H12_REFERENCE_SHARE_H
#define H12_REFERENCE_SHARE_H

/* The folder, to be freed by the caller; `option` and `environment` may be NULL. A folder that was
 * named but is not there, and none found at all, are status 2. */
char *share_find(const char *option, const char *environment);

/* `folder/name`, to be freed by the caller; a name that begins with '/' or './' stays. */
char *share_path(const char *folder, const char *name);

#endif
