#pragma once
#include <string.h>
#include <zlib.h>

/// deflateInit2 is a macro. 16 more than the window's bits asks for a gzip header instead of zlib's.
static inline int hopdrink_gzip_start(z_stream *stream) {
    memset(stream, 0, sizeof *stream);
    return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
