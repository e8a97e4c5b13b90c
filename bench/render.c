/* Builds a calendar's components with libical and writes them: the cost of a feed if nothing else is done for it.
   render CALENDAR ROUNDS prints for each round the CPU seconds of that, and those of gzip for the text. */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

enum { gzip_window = 15 + 16, gzip_memory = 8 };

static void fail(const char *sentence)
{
    fprintf(stderr, "render: %s\n", sentence);
    exit(1);
}

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) fail("the calendar cannot be read");
    size_t size = (size_t)ftell(file);
    char *text = malloc(size + 1);
    rewind(file);
    if (text == NULL || fread(text, 1, size, file) != size) fail("the calendar cannot be read");
    text[size] = 0;
    fclose(file);
    return text;
}

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Copies a component: builds its properties and the components in it one by one. */
static icalcomponent *made_anew(icalcomponent *model)
{
    icalcomponent *component = icalcomponent_new(icalcomponent_isa(model));
    icalproperty *property = icalcomponent_get_first_property(model, ICAL_ANY_PROPERTY);
    for (; property != NULL; property = icalcomponent_get_next_property(model, ICAL_ANY_PROPERTY))
        icalcomponent_add_property(component, icalproperty_new_clone(property));
    icalcomponent *part = icalcomponent_get_first_component(model, ICAL_ANY_COMPONENT);
    for (; part != NULL; part = icalcomponent_get_next_component(model, ICAL_ANY_COMPONENT))
        icalcomponent_add_component(component, made_anew(part));
    return component;
}

static double render(icalcomponent *model, size_t size)
{
    double begun = cpu_seconds();
    icalcomponent *calendar = made_anew(model);
    char *text = icalcomponent_as_ical_string_r(calendar);
    icalcomponent_free(calendar);
    double taken = cpu_seconds() - begun;
    /* The bytes may differ: libical has its own order for the parts of a zone's rule. */
    if (strlen(text) != size) fail("libical writes another calendar");
    icalmemory_free_buffer(text);
    return taken;
}

/* Compresses as Gzip.swift does. */
static double compress_text(const char *text)
{
    double begun = cpu_seconds();
    z_stream stream = {0};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, gzip_memory, Z_DEFAULT_STRATEGY) != Z_OK)
        fail("zlib did not begin");
    stream.next_in = (Bytef *)text;
    stream.avail_in = (uInt)strlen(text);
    stream.avail_out = (uInt)deflateBound(&stream, stream.avail_in);
    Bytef *output = stream.next_out = malloc(stream.avail_out);
    if (output == NULL || deflate(&stream, Z_FINISH) != Z_STREAM_END) fail("zlib did not end");
    deflateEnd(&stream);
    free(output);
    return cpu_seconds() - begun;
}

int main(int count, char **arguments)
{
    if (count != 3) return 2;
    char *text = read_text(arguments[1]);
    icalcomponent *model = icalparser_parse_string(text);
    if (model == NULL) fail("libical reads no calendar");
    for (int round = 0; round < atoi(arguments[2]); round++) {
        double rendering = render(model, strlen(text));
        printf("%f %f\n", rendering, compress_text(text));
    }
    icalcomponent_free(model);
    free(text);
    return 0;
}
