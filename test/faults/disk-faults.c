/*
 * Makes the disk fail on purpose, for tests: LD_PRELOAD this library into a program. While the file that DISK_FAULTS names holds
 * a word, calls on files whose path contains DISK_FAULTS_PATH fail:
 *   "sync"   fsync and fdatasync fail with EIO
 *   "write"  write, pwrite and pwrite64 fail with EIO
 *   "full"   write, pwrite and pwrite64 fail with ENOSPC
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fault_is(const char *word)
{
  const char *name = getenv("DISK_FAULTS");
  char text[16] = "";
  int file = name == NULL ? -1 : open(name, O_RDONLY);
  if (file < 0)
    return 0;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  return length > 0 && strncmp(text, word, strlen(word)) == 0;
}

static int concerned(int descriptor)
{
  const char *part = getenv("DISK_FAULTS_PATH");
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (part == NULL || length < 0)
    return 0;
  path[length] = '\0';
  return strstr(path, part) != NULL;
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, #name))

#define SYNCHRONISE(name)                                  \
  int name(int descriptor)                                 \
  {                                                        \
    if (concerned(descriptor) && fault_is("sync")) {       \
      errno = EIO;                                         \
      return -1;                                           \
    }                                                      \
    return REAL(name, int (*)(int))(descriptor);           \
  }

SYNCHRONISE(fsync)
SYNCHRONISE(fdatasync)

static int write_fails(int descriptor)
{
  if (!concerned(descriptor))
    return 0;
  if (fault_is("write")) {
    errno = EIO;
    return 1;
  }
  if (fault_is("full")) {
    errno = ENOSPC;
    return 1;
  }
  return 0;
}

ssize_t write(int descriptor, const void *octets, size_t count)
{
  if (write_fails(descriptor))
    return -1;
  return REAL(write, ssize_t (*)(int, const void *, size_t))(descriptor, octets, count);
}

ssize_t pwrite(int descriptor, const void *octets, size_t count, off_t offset)
{
  if (write_fails(descriptor))
    return -1;
  return REAL(pwrite, ssize_t (*)(int, const void *, size_t, off_t))(descriptor, octets, count, offset);
}

ssize_t pwrite64(int descriptor, const void *octets, size_t count, off64_t offset)
{
  if (write_fails(descriptor))
    return -1;
  return REAL(pwrite64, ssize_t (*)(int, const void *, size_t, off64_t))(descriptor, octets, count, offset);
}
