using MassTransit;

namespace IncidentGrains.Host.Bus;

/// <summary>Lets a consumer try again, with patience, before its message is given up (and then parked).</summary>
internal sealed class PatientConsumer<TConsumer, TMessage>(TConsumer consumer, TimeProvider time, IHostApplicationLifetime lifetime) : IConsumer<TMessage>
    where TConsumer : class, IConsumer<TMessage>
    where TMessage : class
{
    public async Task Consume(ConsumeContext<TMessage> context)
    {
        var (began, first) = (time.GetTimestamp(), time.GetUtcNow());
        for (var tries = 1; ; tries++)
        {
            try
            {
                await consumer.Consume(context);
                return;
            }
            catch (Exception e)
            {
                if (ConsumerPatience.Pause(e, tries, time.GetElapsedTime(began)) is not { } pause)
                {
                    throw new GivenUpException(tries, first, e);
                }

                await Task.Delay(pause, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (lifetime.ApplicationStopping.IsCancellationRequested)
                {
                    // It is delivered again elsewhere, or after the restart. MassTransit takes a cancellation for an end.
                    throw new GivenBackException(e);
                }
            }
        }
    }
}
