/* A mail server that waits at each final dot, as one that writes messages to a disk: slow_relay PORT MILLISECONDS */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct timespec pause_at_dot;

static void say(int client, const char *words)
{
    if (write(client, words, strlen(words)) < 0) pthread_exit(NULL);
}

static void take_text(int client, FILE *lines, char *line, size_t size)
{
    say(client, "354 go on\r\n");
    while (fgets(line, size, lines) && strcmp(line, ".\r\n") != 0) continue;
    nanosleep(&pause_at_dot, NULL);
    say(client, "250 2.0.0 Ok\r\n");
}

static void *converse(void *argument)
{
    int client = (int)(intptr_t)argument;
    FILE *lines = fdopen(client, "r");
    char line[2048];
    say(client, "220 slow.example ESMTP\r\n");
    while (fgets(line, sizeof line, lines)) {
        if (strncasecmp(line, "DATA", 4) == 0) take_text(client, lines, line, sizeof line);
        else if (strncasecmp(line, "QUIT", 4) == 0) say(client, "221 2.0.0 Bye\r\n");
        else say(client, "250 Ok\r\n");
    }
    fclose(lines);
    return NULL;
}

int main(int count, char **arguments)
{
    if (count != 3) errx(1, "slow_relay PORT MILLISECONDS");
    pause_at_dot.tv_nsec = atol(arguments[2]) * 1000000;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 64) != 0) err(1, "listen");
    for (;;) {
        pthread_t thread;
        int client = accept(listener, NULL, NULL);
        if (client < 0) err(1, "accept");
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (pthread_create(&thread, NULL, converse, (void *)(intptr_t)client) != 0) errx(1, "no thread");
        pthread_detach(thread);
    }
}
