# Recurve in a container: docker build -t recurve:0.1.0 .
# Its words are those of the command: docker run --rm recurve:0.1.0 help
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN mvn -B -ntp -pl runner/app -am -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jdk
WORKDIR /opt/recurve
COPY --from=build /build/recurve ./
COPY --from=build /build/.ci/jdk.sh .ci/
COPY --from=build /build/experiments experiments
COPY --from=build /build/runner/app/target/lib runner/app/target/lib
ENV LC_ALL=C.UTF-8
# What the JVM learns in a rehearsal is kept beside the jars.
RUN ./recurve --version
RUN mkdir /recurve && chown 1000:1000 /recurve
USER 1000:1000
WORKDIR /recurve
ENV HOME=/recurve
ENTRYPOINT ["/opt/recurve/recurve"]
